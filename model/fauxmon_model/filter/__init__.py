"""The filter language (nfdump's, as far as Flowmon's clients use it): text to AST, AST to text, AST to a predicate.

Primitives: `any`; `ipv4` or `inet`; `ipv6` or `inet6`; `proto NAME|NUMBER`; `[src|dst] ip|host ADDRESS` or `in [LIST]`;
`[src|dst] net CIDR` or `ADDRESS MASK`; `[src|dst] port|as`, `[in|out] if`, `packets`, `bytes`, `flows` and `tos`, each
with `[COMPARATOR] NUMBER` or `in [LIST]`; `flags [=]LETTERS`; `router ip ADDRESS`. They are joined by `and`, `or`,
`not` or `!`, and parentheses; not binds closer than and, and closer than or. Keywords are case-insensitive, `#` begins
a comment, numbers may end in k, m, g or t (powers of a thousand), the empty text is `any`.
"""

from fauxmon_model.filter.ast import Expression
from fauxmon_model.filter.error import FilterError
from fauxmon_model.filter.parsing import parse
from fauxmon_model.filter.predicates import FilterContext, predicate
from fauxmon_model.filter.printing import text

__all__ = ["Expression", "FilterContext", "FilterError", "parse", "predicate", "text"]
