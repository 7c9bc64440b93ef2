"""What can go wrong while careers are built.

* KnowledgeError
  x CareersError  (a figure, a name or a file is not as it must be; nothing was written)
"""

from knowledge.errors import KnowledgeError


class CareersError(KnowledgeError):
    """Careers that cannot be built; the message says where and what to do."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason
