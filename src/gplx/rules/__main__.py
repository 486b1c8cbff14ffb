"""`python -m gplx.rules assess|due|qr|explain …`: the law from the command line."""

import sys

from gplx.rules.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
