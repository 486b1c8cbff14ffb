"""The decision: may this licence be exchanged, and if not, what stands in the way."""

from gplx.rules.eligibility.decide import assess
from gplx.rules.eligibility.overdue import Term, term
from gplx.rules.eligibility.redirects import Redirect, redirect

__all__ = ["Redirect", "Term", "assess", "redirect", "term"]
