"""The table texts."""

from schemas.base import Table, column, key, traits


@traits("doc_id")
class Texts(Table):
    """One row a document's stored text: what the offsets of every other table count in."""

    doc_id: str = key("The document.", pattern=r"^[^\s/](?:.*[^/])?$")
    text: str = column("The file's bytes decoded, line ends kept, nothing else changed.")
