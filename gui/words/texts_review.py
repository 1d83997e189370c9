"""The words of the review, where results of a batch are looked through."""

from pathlib import Path

from gui.words.texts import Words

SHEET = "Results"
ACCEPT = Words("Accept", "Keep the result; once more takes that back")
STRONGER = Words("Stronger", "Restore the photo again, more strongly, and replace our result")
WEAKER = Words("Weaker", "Restore the photo again, less strongly, and replace our result")
REJECT = Words("Reject", "Move our result to the trash; the photo itself stays")
LARGER = Words("Larger", "Show before and after as large as the window")
BACK = Words("All results", "Go back to all results")
NEXT = Words("Next", "Show the next result")
PREVIOUS = Words("Previous", "Show the result before")
REVIEW_HINT = "The photos themselves are never changed, moved or deleted, whatever you choose here."
NO_RESULTS = "Results will show here as soon as there are some"
REJECTED_WORDS = "the result was rejected; the photo itself is untouched"
LOADING = "Loading …"
DELETE = "Delete the result for good"
KEEP = "Keep the result"
KEYS = (("B, held", "Review, large: the photo before"),)
"""Keys of the canvas, beside those of actions."""
STRONGEST = "{}: this is as strong as the steps of its recipe can be."
WEAKEST = "{}: this is as weak as the steps of its recipe can be."
NOT_OURS = "{} was changed since, or is itself a photo of the queue, and is kept."
TRASH_REFUSED = "The result {} cannot be moved to the trash."
TRASH_DETAIL = "Only the result would be deleted. The photo itself, {}, stays where it is."


def at_limit(path: Path, by: int) -> str:
    """Say that a photo cannot be restored more strongly, or less."""
    return (STRONGEST if by > 0 else WEAKEST).format(path.name)


def not_ours(target: Path) -> str:
    """Say why a result is not deleted."""
    return NOT_OURS.format(target.name)


def trash_refused(target: Path) -> str:
    """Ask what becomes of a result that cannot go to the trash."""
    return TRASH_REFUSED.format(target.name)


def trash_detail(path: Path) -> str:
    """Say what would be deleted and what not."""
    return TRASH_DETAIL.format(path.name)
