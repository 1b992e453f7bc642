"""The book: executed reports and pages become a website, a PDF and an EPUB, with citations and metadata.

What Sphinx needs of us is an extension; all else is made from its pages.
"""

from owlib.book.pages import list_pages

__all__ = [
    "list_pages",
]
