"""The words of the menus, of recent photos, and of the pages that help."""

from gui.words.texts import Words

FILE = "&File"
EDIT = "&Edit"
VIEW = "&View"
STEPS = "&Steps"
TOOLS = "&Tools"
HELP_MENU = "&Help"

RECENT = "Open recent"
NO_RECENT = "No photos yet"
CLEAR_RECENT = "Clear the list"
EXAMPLES = "Open an example"
READY_MADE = "Ready-made recipes"
GONE = "{} is not there any more and was taken off the list of recent photos."
RECENT_HEADING = "Recent photos"
QUIT = "Quit"
PREFERENCES = "Preferences…"
SIDE_PANEL = "Side panel"
FULL_SCREEN = "Full screen"
MODELS = "Models and device…"
HELP = "Help"
TOUR = "A short tour"
ABOUT = "About Restorer"
ABOUT_QT = "About Qt"

EXAMPLE_NAMES = {
    "photos/astronaut.png": "Noisy portrait",
    "photos/camera.png": "Noisy grey photo",
    "photos/cat.png": "Noisy cat",
    "photos/coffee.png": "Noisy cup",
    "damaged/astronaut.png": "Scratched and faded",
    "grey/astronaut.png": "Without colours",
}

SHORTCUTS_TITLE = "Keyboard shortcuts"
KEYS_HEADING = "Keys"
DOES_HEADING = "What they do"
ON_THE_PHOTO = "On the photo"
PHOTO_KEYS = (
    ("Wheel", "Zoom under the pointer"),
    ("Drag, arrow keys", "Move the photo"),
    ("Ctrl+arrow keys", "Move the photo by one pixel"),
    ("Shift and ← →", "Move the divider"),
    ("Enter", "Place a colour, or paint, in the middle of what is seen"),
    ("Enter, arrow keys, Enter", "Draw with lasso and box, from the first place to the last"),
    ("Shift, and click or Enter", "Paint a straight line from the end of the last one"),
    ("Esc", "Take back what is being drawn"),
    ("Space, held", "Move the photo, also on the divider"),
    ("B, held", "See the original"),
)
OTHERS = "Tools"
OR = ", "

HELP_TITLE = "Restorer help"
TOPICS = "Topics"
TOPIC_TEXT = "Text of the topic"

TOUR_TITLE = "A short tour"
SKIP = "Skip"
BACK = "Back"
NEXT = "Next"
DONE = "Done"
TRY = "Try with an example"
STEP_OF = "{} of {}"
TOUR_PAGES = (
    Words(
        "Photos brought back",
        "Restorer takes noise out of photos, fills scratches, puts faded tones right and gives grey photos "
        "colours. All of it happens on your computer; no photo leaves it.",
    ),
    Words(
        "Open a photo",
        "Drop a photo on the window, or press Ctrl+O. The original is never written to. Its size, its kind "
        "and the noise found in it are shown.",
    ),
    Words(
        "Choose the steps",
        "Switch on what is to be done: repair, denoise, tone, colour. Each card has its own sliders. "
        "Then press Restore.",
    ),
    Words(
        "Compare",
        "Drag the divider between before and after, or hold B to see the original. The wheel zooms. "
        "Strengths answer at once, and every change can be undone.",
    ),
    Words(
        "Save",
        "The result is saved beside the original with all the photo had: camera data, profile, depth. "
        "A recipe keeps the steps for other photos and for whole folders.",
    ),
)
TOUR_PICTURES = (
    "On the left a noisy portrait, on the right the same without noise",
    "A noisy cup of coffee",
    "On the left a scratched, faded portrait, on the right the same repaired",
    "A cat, noisy left of the divider, clean on its right",
    "On the left a grey portrait, on the right the same in colour",
)

ABOUT_TEXT = (
    "<h3>Restorer {version}</h3>"
    "<p>Brings photos back, on your own computer. No photo leaves it, and nothing is counted or sent.</p>"
    "<p>Restorer is free software under the MIT licence. The networks were trained for it; the terms of each "
    "are on its card under <i>Models and device</i>.</p>"
    "<p>It stands on others' work: Qt for Python (LGPL 3), ONNX Runtime (MIT), NumPy and SciPy (BSD), "
    "libvips (LGPL 2.1) and pyvips (MIT), Pillow (MIT-CMU), lxml (BSD), rich and Typer (MIT), "
    "platformdirs (MIT), psutil (BSD).</p>"
    "<p>The example photos are by NASA (public domain), Lav Varshney, Stéfan van der Walt and "
    "Rachel Michetti (CC0).</p>"
)
