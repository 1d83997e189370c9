"""The door of the ``restorer`` command: signals are heeded from here on, before anything is loaded."""

from restorer.system.stopping import stopping


def main() -> None:
    """Run the command line."""
    with stopping():
        from restorer import cli

        cli.main()


if __name__ == "__main__":
    main()
