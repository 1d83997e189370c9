"""The errors that callers meet.

RestorerError
├── PhotoError        a picture that cannot be read
├── WriteError        a result that cannot be written; as batch.targets.Unwritable, no result of a batch
├── ReceiptError      a written result that lacks something, as read back
├── CardError         a model whose card is missing, broken or of an unknown contract
├── ModelMissing      no such model
├── ModelError        a model that does not keep its promise: NaN, wrong output, damaged file
├── DeviceError       a device that was asked for and does not work
├── OutOfMemory       not enough memory even for the smallest tile
├── RecipeError       a recipe that cannot be used
├── InputError        what was given beside the picture (a mask, hints, a number) and cannot be used
├── AlreadyInColour   a photo that has colours, and was to be given some
└── Cancelled         the user stopped it

Each message is one line: what was found, what was expected, what to do.
"""


def printable(text: str) -> str:
    """Escape control characters, so that nobody's words can break a line or steer a terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


class RestorerError(Exception):
    """The root of all errors raised on purpose."""

    def __str__(self) -> str:
        """Give the message as one line: file names and decoders' words may hold control characters."""
        return printable(super().__str__())


class PhotoError(RestorerError):
    """A picture that cannot be read."""


class WriteError(RestorerError):
    """A result that cannot be written."""


class ReceiptError(RestorerError):
    """A written result that lacks something of what it was written from, as read back."""


class CardError(RestorerError):
    """A model whose card is missing, broken or of an unknown contract."""


class ModelMissing(RestorerError):
    """No model of that name, or none for the task."""


class ModelError(RestorerError):
    """A model that does not keep its promise: NaN, wrong output, damaged file."""


class DeviceError(RestorerError):
    """A device that was asked for and does not work."""


class OutOfMemory(RestorerError):
    """Not enough memory, even for the smallest tile."""


class RecipeError(RestorerError):
    """A recipe that cannot be used."""


class InputError(RestorerError):
    """An extra input (mask, hints) that does not fit the picture."""


class AlreadyInColour(RestorerError):
    """A photo that has colours already, and was to be given some."""


class Cancelled(RestorerError):
    """The user stopped it."""
