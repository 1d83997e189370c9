"""The words of the pages about preferences, models and the device."""

from gui.words.texts import Counted

PREFERENCES_TITLE = "Preferences"
THEME = "Theme"
THEMES = {"system": "As the system", "light": "Light", "dark": "Dark"}
LANGUAGE = "Language"
LANGUAGES = {"system": "As the system", "en": "English", "tr": "Türkçe"}
RESULTS_FOLDER = "Results go to"
RESULTS_FOLDER_TIP = "The folder that Save and Save as use"
BESIDE = "The photo's own folder"
MODELS_FOLDER = "Your own models"
MODELS_FOLDER_TIP = "Where models that you import are kept"
USUAL_FOLDER = "The usual folder"
CHOOSE_FOLDER = "Choose…"
CHOOSE_FOLDER_OF = "Choose: {}"
DEVICE = "Networks run on"
DEVICE_TIP = "The graphics card is faster, the processor takes longer and always works."
DEVICES = {"auto": "The graphics card, if it works", "cpu": "The processor"}
MEMORY = "Memory for one piece"
MEMORY_TIP = (
    "How much memory a network may take at once. Less makes more and smaller pieces; the result is the same."
)
MEMORY_UNIT = " MB"
MEMORY_AUTOMATIC = "Automatic"
RULED_BY = "The environment variable {} says this."
AT_NEXT_START = "Language, your own models, device and memory take effect at the next start."

MODELS_TITLE = "Models and device"
MODELS_TAB = "Models"
DEVICE_TAB = "Device"
MODEL_LIST = "Models"
MODEL_FACTS = "About this model"
IMPORT = "Import…"
REMOVE = "Remove"
IMPORT_TITLE = "Import a model"
MODELS_FILTER = "ONNX models (*.onnx)"
IMPORT_EXPLAINED = (
    "The model is tried on small pictures in a process of its own, which takes up to a minute; one without "
    "a card is measured as well, which may take some more. It must keep the contract of its task."
)
IMPORT_TASK = "What it does"
IMPORT_NAME = "Its name here"
IMPORTING = "Trying {} …"
IMPORTED = "{} was imported. The card of its step offers it now, and so do `--model {}` and recipes."
STOP_IMPORT = "End the trial; nothing is imported"
IMPORT_STOPPED = "{} was not imported, as you wished."
NOT_IMPORTED = "{} was not imported: {}."
REMOVE_QUESTION = "Remove {} from your models?"
REMOVE_DETAIL = "The file {} is deleted."
REMOVED = "{} was removed."
NOT_REMOVED = "{} was not removed: {}."
BROKEN_MODEL = "Cannot be used"
OWN_MODEL = "{name} (your own)\n{task}"
SHIPPED_MODEL = "{name}\n{task}"

MODEL = "Model"
MODEL_TIP = "Which network does this step: Restorer's best, a faster one, or one of your own"
USUAL_MODEL = "Restorer's"
SHIPPED_MODELS = {"denoise-unet-small": "Restorer's, faster"}
"""What models that came with the program are called, beside the usual ones."""

NETWORKS = {
    "denoise": "Takes noise away",
    "level": "Tells how strong noise is",
    "inpaint": "Fills holes",
    "damage": "Finds damage",
    "colorize": "Gives colours",
    "codes": "Finds copies of photos",
    "sequence": "Restores frames together",
}
FACTS = {
    "task": "Task",
    "file": "File",
    "licence": "Licence",
    "sources": "Trained on",
    "scores": "Scores",
    "reach": "Looks around",
    "size": "Size",
    "sha256": "SHA-256",
    "problem": "Problem",
}
REACH_WHOLE = "the whole picture"
REACH_PIXELS = Counted("{} pixel", "{} pixels")
SIZE_MEGABYTES = "{} MB"
UNSTATED = "not stated"

DEVICE_IN_USE = "In use: {}"
NO_DEVICE_YET = "No network has run yet: restore a photo, or try the devices."
TRY_DEVICES = "Try the devices"
TRYING_DEVICES = "Trying each device by running a network on it …"
DEVICE_WORKS = "{name}: works, {seconds} seconds a megapixel"
DEVICE_FAILS = "{name}: cannot be used: {detail}"
DEVICE_FACTS = "Facts for a report of a fault"
COPY = "Copy"
COPIED = "Copied."
FACTS_TO_COME = "Versions and devices come here once the devices are tried."
NOT_TRIED = "The devices could not be tried: {}."
