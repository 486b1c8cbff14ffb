"""The texts behind the rules: one citation, one rule explained, the whole law as a page."""

from gplx.rules.citations.article import UnableToFindText, article, period, text
from gplx.rules.citations.explain import Explanation, Stand, UnableToExplain, explain

__all__ = ["Explanation", "Stand", "UnableToExplain", "UnableToFindText", "article", "explain", "period", "text"]
