"""`python -m willing`, the same as `willing`."""

from willing.cli import main

if __name__ == "__main__":
    main()
