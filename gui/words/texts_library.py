"""The words of the library: what it says of photos, recipes and models, for a window of another language.

The library raises sentences in English. Each is found here by its form, its places are filled anew in
the user's language, and what stands in the places is looked up in the same way. What is not known, as
the words of a decoder or of the system, stays as it is.
"""

import re

from gui.words.photo_sentences import OF_PHOTOS

_SENTENCES = (
    *OF_PHOTOS,
    # results that cannot be written
    "exists already; choose another name, or allow overwriting",
    "exists already; choose another name",
    "not the name of a recipe, which ends in {0}",
    "input {0}: its name is not Unicode, as all of a recipe is",
    "cannot be written: {0}",
    "{0} cannot be written: {1}",
    "a report ends in .json or .html",
    "cannot be encoded as {0}: {1}",
    "cannot be read back: {0}",
    "read back, it is no {0}; nothing was kept",
    "read back, {0}; nothing was kept",
    "cannot write {0}; known: {1}",
    "format {0} cannot be written; known: {1}",
    "quality is {0}, expected 1 to 100",
    "a burst of {0}, expected two frames or more",
    "the step is of the task {0}, expected denoise",
    "the reference is frame {0}, expected one of 1 to {1}",
    "not of the size of the other frames, {0} x {1} pixels",
    "bit depth is {0}, expected 8, 10, 12, 16 or 32",
    "the folder is not writable",
    "the folder is not writable: {0}",
    "no such drive or folder",
    "is no folder",
    "the folder cannot be read: {0}",
    "the journal cannot be used: {0}",
    # steps
    "{0} was done to it by Restorer before, and now once more",
    "black and white dots were taken out: {0} % of the pixels",
    "no damage was found: nothing was filled",
    "the mask is empty: nothing was filled",
    "the mask is too faint: its brightest is {0} of {1}; what is white is filled",
    "the mask covers the whole photo: nothing is left to fill it from",
    "the mask",
    "the recipe",
    "the hints",
    "the report",
    "the model",
    "{0} is {1} pixels, expected {2} as the photo",
    "{0} is {1} pixels, the photo {2}, as it stands upright; turn the mask",
    "{0} is of shape {1}, expected one of height and width alone",
    "{0} is of {1}, expected bool, float, uint8 or uint16",
    "{0} has values outside 0..1",
    "the photo has colours already: only grey, sepia and toned ones are coloured",
    "has one tone only, expected a picture with colours to lend",
    "the reference: {0}",
    "{0} outside the photo of {1} x {2} pixels",
    "{0}; this photo runs on the CPU",
    # models
    "model {0}: not enough memory on {1}",
    "model {0}: failed to run: {1}",
    "model {0}: gave values that are not finite",
    "model {0}: gave {1} {2} for {3}x{4}x{5}",
    "model {0}: has {1} inputs, expected {2} by {3}",
    "model {0}: tiles of {1} pixels are too small for a reach of {2}",
    "no model {0} for {1}; known: {2}; looked in {3}",
    "no model for {0}; known: {1}; looked in {2}",
    "ONNX Runtime cannot load it: {0}",
    "CUDA does not start here: {0}; the CPU is used",
    "the file is damaged (its sha256 is not the card's); copy it again from its source",
    "not an ONNX model, or a truncated one",
    "{0}; remove it or choose another model",
    "not an ONNX model{0}",
    "not a sound ONNX model: the {0} at byte {1} is broken",
    "in ONNX Runtime's own format; convert the .onnx file it was made from",
    "its graphs lie in each other more than {0} deep",
    "keeps data in other files; save the model as one file without external data",
    "the model card inside is broken: {0}",
    "the model's name is {0}, expected a short line",
    "model {0}: contract {1} for task {2} is unknown here; known: {3}",
    "model {0}: scores are {1}, expected a table",
    "model {0}: {1} in its card, expected {2}",
    "model {0}: {1}, expected an integer from {2} to {3}",
    "has {0} {1}, expected {2} by {3}",
    "{0} is a {1}, expected a tensor(float)",
    "{0} is of {1}x{2} pixels, expected {3}",
    "{0} is {1}x{2}, expected {3}",
    "{0}, expected 4: {1}",
    "gave a {0} of mean {1} for one of {2}",
    "gave two pictures the same code",
    "did not answer within {0} seconds",
    "cannot be tried: {0}",
    "model {0} came with Restorer and stays",
    "noise is always measured by the shipped model; one of your own would not be used",
    "{0} of your own; the files: {1}; looked in {2}",
    "{0} is unknown; known: auto, {1}",
    "ONNX Runtime cannot be loaded: {0}; {1}",
    "{0} is {1}, {2}; without it Restorer chooses",
    "its card says {0}, expected {1}",
    "not among your own models, which are in {0}",
    "cannot be deleted: {0}",
    # recipes and what comes with them
    "cannot be read: {0}",
    "not a file",
    "larger than {0} MB",
    "not a TOML file: {0}",
    "expected a list of [[steps]] and nothing else",
    "neither a file nor a built-in recipe ({0})",
    "has no task",
    "unknown {0}; known: {1}",
    "controls are a table and model is a name",
    "inputs are a table of files",
    "step {0}: {1}",
    "task {0} is unknown; known: {1}",
    "{0} is {1}, which is unknown; known: {2}",
    "strength {0}, expected a number from 0 to 1",
    "control {0} is {1}, expected a number",
    "control {0} is {1}, expected a whole number",
    "control {0} is {1}, expected 0 to {2}",
    "{0} has no control {1}; known: {2}",
    "{0} has no control {1}",
    "{0} takes no input {1}",
    "{0} takes no model",
    "input {0} is {1}, expected a Path or an array",
    "an input held in memory cannot be written; save it as a picture first",
    # lists of colours
    "expected a list such as {0}",
    "not a JSON file: {0}",
    "expected x, y and color",
    "color is {0}, expected one such as #c08040",
    "{0} is {1}, expected a number of pixels",
    "colour {0}, expected red, green and blue of 0 to 1",
    # many photos
    "is the name of a {0}, but the format is to be {1}",
    "name {0} has a path separator; the folder is chosen apart from it",
    "name {0} would give {1}, no picture; end it in {2}",
    "lies where results go; name it itself to restore it, or choose another output",
    "is where a result of ours was, and is not that now; name it itself to restore it, or rename it",
    "is called as a result of ours; name it itself to restore it, or rename it",
    "name {0} is no template: the conversion {1} is not understood; write {2}",
    "name {0} is no template: {1}",
    "name {0} has a field {1} that is unknown; known: {2}",
    "name {0} formats {1} by {2}; {3} is what there is",
    "is one of the photos themselves, which are never written to; choose another output",
    "is one of the files results are made from, which are never written to; choose another output",
    "another process is restoring it",
    "not wanted any more",
    "done before",
    "was changed since it was restored, and is kept",
    "is the result of another photo, and is kept; choose another output or name",
    "exists already, and is kept",
)
_IN_A_WINDOW = {
    "a file without extension (a folder ends in /)": "a file without extension",
    "has no model card; `restorer models import` tries the model and adds one": (
        "has no model card; import the model, which tries it and adds one"
    ),
    "{0} x {1} pixels; the limit is {2} megapixels (--most-megapixels)": (
        "{0} x {1} pixels; the limit is {2} megapixels"
    ),
    "CUDA does not start here: {0}; it needs a driver for CUDA 13 and {1}; --device cpu runs without it": (
        "CUDA does not start here: {0}; it needs a driver for CUDA 13 and {1}; choose another device"
    ),
    "CUDA does not work here: {0}; --device auto or cpu runs without it": (
        "CUDA does not work here: {0}; choose another device"
    ),
    "{0} is the name of a model of Restorer's; choose another one with --name": (
        "{0} is the name of a model of Restorer's; choose another one"
    ),
    "{0} is no name for a model; choose one with --name": "{0} is no name for a model; choose another one",
    "a name of {0} letters is too long for a model; choose one with --name": (
        "a name of {0} letters is too long for a model; choose another one"
    ),
    "{0} and {1} would both become {2}; restore them apart, or name results with --name, such as {3}": (
        "{0} and {1} would both become {2}; restore them apart, or name results in another way, such as {3}"
    ),
    (
        "several photos would become one file at {0} places: {1}; restore them apart, "
        "or name results with --name, such as {2}"
    ): (
        "several photos would become one file at {0} places: {1}; restore them apart, "
        "or name results in another way, such as {2}"
    ),
    "its result would be called {0}, which cannot be; change --name": (
        "its result would be called {0}, which cannot be; name results in another way"
    ),
    "the results of {0} would have names of more than {1} bytes; change --name": (
        "the results of {0} would have names of more than {1} bytes; name results in another way"
    ),
}
"""What the library says of its command line's options, and what a window says instead."""
_PLACE = re.compile(r"\\\{\d\\\}")
_FORMS = {
    re.compile(_PLACE.sub("(.+?)", re.escape(form)), re.DOTALL): words
    for form, words in {**dict(zip(_SENTENCES, _SENTENCES, strict=True)), **_IN_A_WINDOW}.items()
}
"""The sentences by their form in English; what they are in the user's language takes their place."""


def in_words(line: str) -> str:
    """Put what the library says into the user's language, what is named before a colon as it is."""
    for start in _starts(line):
        if (found := _filled(line[start:])) is not None:
            return line[:start] + found
    return line


def knows(line: str) -> bool:
    """Tell whether a sentence, or what of it comes after the name of a thing, is known."""
    return any(_filled(line[start:]) is not None for start in _starts(line))


def _starts(line: str) -> list[int]:
    return [0, *(colon.end() for colon in re.finditer(": ", line))]


def _filled(line: str) -> str | None:
    for form, words in _FORMS.items():
        if match := form.fullmatch(line):
            return words.format(*map(in_words, match.groups()))
    return None
