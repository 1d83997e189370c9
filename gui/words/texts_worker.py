"""The words about the worker's process, its end and its start."""

NO_WORKER = "the system lets no other program start; close some programs and try again"
NO_MEMORY = "there is not enough memory; close other programs, or try fewer steps or a smaller photo"
ENDED = "The part that does the work ended unexpectedly ({}) and was started again."
ENDED_TWICE = (
    "the part that does the work ended twice over it ({}), perhaps for lack of memory; "
    "close other programs, or try fewer steps or a smaller photo. The log tells more"
)
