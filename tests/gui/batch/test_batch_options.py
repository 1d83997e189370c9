"""The options of a batch: what does not go together cannot be chosen, as where one photo is saved."""

from answers import item
from batching import BatchDriver
from driver import Driver

from gui.batch.rows import BatchOptions
from gui.words import texts_batch


def test_only_what_goes_together_can_be_chosen(driver: Driver) -> None:
    """What a format lacks is greyed out and says why; a choice that no longer holds is taken back."""
    batch = BatchDriver(driver, "tone")
    options = batch.window.queue_page.options
    deep = texts_batch.DEPTHS[16]
    options.bits.setCurrentText(deep)
    assert batch.batch.order.options == BatchOptions(depth=16)
    for name, words in (
        ("jpeg", "JPEG holds 8 bits a sample"),
        ("webp", "WEBP holds 8 bits a sample"),
        ("avif", "AVIF holds 8, 10 or 12 bits a sample"),
    ):
        options.format.setCurrentText(name.upper())
        assert item(options.bits, deep) == (False, words)
        assert batch.batch.order.options == BatchOptions(format=name)
        assert options.bits.currentText() == texts_batch.SAME_DEPTH
        assert options.quality.isEnabled()
    options.format.setCurrentText("PNG")
    options.bits.setCurrentText(deep)
    assert batch.batch.order.options == BatchOptions(format="png", depth=16)
    assert not options.quality.isEnabled()
    assert options.quality.toolTip().startswith("PNG keeps every sample")
    options.format.setCurrentIndex(0)
    assert all(item(options.bits, words) == (True, "") for words in texts_batch.DEPTHS.values())
    assert options.quality.isEnabled()
    assert batch.batch.order.options == BatchOptions(depth=16)


def test_options_that_do_not_go_together_any_more_are_mended(driver: Driver) -> None:
    """Of options from elsewhere, as from an older queue, those that are shown are those that count."""
    batch = BatchDriver(driver, "tone")
    batch.set(format="jpeg", depth=16)
    assert batch.window.queue_page.options.bits.currentText() == texts_batch.SAME_DEPTH
    assert batch.batch.order.options == BatchOptions(format="jpeg")
