"""``python -m restorer`` is the ``restorer`` command."""

from restorer.cli import main

main()
