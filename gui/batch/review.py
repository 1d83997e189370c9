"""The review: what a user says of results: accepted, to be stronger or weaker, rejected."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from gui.batch.batch import Batch
from gui.batch.rows import WITH_RESULT, Row
from gui.words import texts_review


class Review(QObject):
    """Carries out what is said of a result. The photo itself is never touched."""

    trash_refused = Signal(object)
    """The row of a result that cannot be moved to the trash."""
    kept = Signal(object)
    """The row of a result that is not thrown away, as it is not ours any more."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(batch)
        self._batch = batch

    def accept(self, row: Row) -> None:
        """Note that a result is good, or take that back."""
        if row.state in WITH_RESULT:
            self._batch.queue.put(replace(row, is_accepted=not row.is_accepted))
            self._batch.record_soon()
            self._batch.made_good.emit()

    def change(self, row: Row, by: int) -> None:
        """Restore a photo again, by so many notches stronger or weaker, and replace our result."""
        if row.state not in (*WITH_RESULT, "rejected"):
            return
        order, degree = self._batch.order_of_results, row.degree

        def work() -> bool:
            from gui.batch.jobs import can_change

            return can_change(order, degree, by)

        self._batch.errands.ask(work, lambda can: self._on_tried(row, by, can=can))

    def reject(self, row: Row, *, for_good: bool = False) -> None:
        """Move our result to the trash, or delete it ``for_good``."""
        if row.state not in WITH_RESULT:
            return
        originals = [other.path for other in self._batch.queue.rows]

        def work() -> str:
            from gui.batch.jobs import discard

            return discard(row, originals, for_good=for_good)

        self._batch.errands.ask(work, lambda became: self._on_discarded(row, became))

    def _on_tried(self, row: Row, by: int, *, can: bool) -> None:
        if self._batch.queue.get(row.path) != row:
            return
        if can:
            is_redone = row.state in WITH_RESULT
            self._batch.redo([replace(row, degree=row.degree + by, is_redone=is_redone)])
            self._batch.made_good.emit()
        else:
            self._batch.noticed.emit(texts_review.at_limit(row.path, by))

    def _on_discarded(self, row: Row, became: str) -> None:
        queue = self._batch.queue
        if became == "stuck":
            if not self._batch.errands.is_ending:
                self.trash_refused.emit(row)
        elif became == "changed":
            self._batch.failed.emit(texts_review.not_ours(row.target or row.path))
            self.kept.emit(row)
        elif row.path in queue:
            queue.put(
                replace(
                    queue[row.path], state="rejected", is_accepted=False, words=texts_review.REJECTED_WORDS
                )
            )
            self._batch.record_soon()
            self._batch.made_good.emit()
