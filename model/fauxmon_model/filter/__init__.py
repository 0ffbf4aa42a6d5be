"""The filter language (nfdump's, as far as Flowmon's clients use it): text to AST, AST to text, AST to a predicate.

Primitives: `any`; `ipv4` or `inet`; `ipv6` or `inet6`; `flags [=]LETTERS|NUMBER`; `router ip ADDRESS`; `ident TEXT`;
and those of fields, by what the field is: `FIELD [COMPARATOR] NUMBER|NAME` or `FIELD in [LIST]`; `FIELD [COMPARATOR]
TIME`; `FIELD ADDRESS`, with `net` instead of `ip` `FIELD CIDR` or `FIELD ADDRESS MASK`; `FIELD MAC`;
`FIELD [=|>|<] TEXT`. Fields are the filter words of the flow columns and what `fields.py` derives from them. They are
joined by `and`, `or`, `not` or `!`, and parentheses; not binds closer than and, and closer than or. Keywords are
case-insensitive, `#` begins a comment, numbers may end in k, m, g or t (powers of a thousand), the empty text is `any`.
"""

from fauxmon_model.filter.ast import Expression
from fauxmon_model.filter.error import FilterError
from fauxmon_model.filter.parsing import parse
from fauxmon_model.filter.predicates import FilterContext, predicate
from fauxmon_model.filter.printing import text

__all__ = ["Expression", "FilterContext", "FilterError", "parse", "predicate", "text"]
