"""A saved web page: its main text, its captions, and what its head says of outlet, author and day."""

import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction

from talion.errors import ReadError

# An article has some hundreds of tags; what has this many is an archive, a database or an attack, and takes minutes.
MOST_TAGS = 60_000
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_UNREAD = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "button", "input",
    "textarea", "head",
})  # fmt: skip
_FURNITURE = frozenset(["nav", "footer", "aside", "form"])
_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])(?:figcaption|caption|captions|cutline|legend)(?:$|[\s_-])", re.I)
_STANDFIRST_CLASS = re.compile(
    r"(?:^|[\s_-])(?:standfirst|dek|deck|subhead(?:line|ing)?|sub-head(?:line)?|subtitle|chapo|strapline|"
    r"article-?summary|article-?intro)(?:$|[\s_-])",
    re.I,
)
_BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|author|authors|author-name|article-author)(?:$|[\s_-])", re.I)
_ELSEWHERE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:related|recommended|more-?stories|sidebar|promo|teasers?|most-?read|trending|comments?|newsletter|"
    r"cookie|consent)(?:$|[\s_-])",
    re.I,
)
# A picture written into its tag, or a hundred thousand attributes, which the parser would compare each with each.
_LONG_TAG = re.compile(r"<([a-zA-Z][\w-]{0,20})(?=[\s/])[^<>]{20000,}>")
_SPACE = re.compile(r"[ \t\n\f\v]+")
# What trees with odd content make the extractors raise; anything else is a fault of ours and should be seen.
_BREAKS = (etree.LxmlError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page gives: paragraphs of the article with their kind (None where the page does not say), and its head."""

    paragraphs: tuple[tuple[str | None, str], ...]
    outlet: str | None = None
    author: str | None = None
    published: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = field(default=())


def read_page(markup: str) -> Page:
    """The article of a page. Raises ReadError where it holds none, or is built to exhaust its reader."""
    tags = markup.count("<")
    if tags > MOST_TAGS:
        raise ReadError(
            f"is a web page with {tags:,} tags, more than any article has ({MOST_TAGS:,}); save the article's own page "
            "or its text"
        )
    tree = _tree(markup)
    if tree is None:
        raise ReadError("holds no text that could be found in this page; save the article's text as .txt and read that")
    linked = list(_linked_data(tree))
    headline = _headline(tree)
    standfirst = _first(tree, _is_standfirst, longest=420)
    byline = _first(tree, _is_byline, longest=160)
    captions = _captions(tree)
    published = tuple(_published(tree, linked))
    body = _body(tree, {_folded(one) for one in (headline, standfirst, byline, *captions) if one})
    if sum(map(len, body)) < 20 and not captions:
        raise ReadError(
            "holds no article text that could be found (a list of links, a page drawn by scripts, or nested too deep); "
            "save the article's text as .txt and read that"
        )
    paragraphs: list[tuple[str | None, str]] = [
        (kind, words)
        for kind, words in (("headline", headline), ("standfirst", standfirst), ("byline", byline))
        if words
    ]
    paragraphs += [("caption", words) for words in captions]
    paragraphs += [(None, words) for words in body]
    canonical = next(iter(tree.xpath("//link[@rel='canonical']")), None)
    url = _meta(tree, "og:url") or (canonical.get("href") if canonical is not None else None)
    return Page(
        tuple(paragraphs),
        _outlet(tree, linked, url),
        _author(tree, linked) or byline,
        published,
        url,
        tree.get("lang"),
    )


def fragment_paragraphs(markup: str) -> list[tuple[str | None, str]]:
    """The paragraphs of a piece of HTML, as a feed carries it; captions are told apart."""
    if "<" not in markup:
        return [(None, words) for line in unescape(markup).split("\n") if (words := line.strip())]
    if markup.count("<") > MOST_TAGS:
        raise ReadError(f"holds an entry with more than {MOST_TAGS:,} tags; read the article's own page")
    tree = _tree(markup)
    if tree is None:
        return []
    captions = _captions(tree)
    return [("caption", one) for one in captions] + [(None, one) for one in _blocks_of_text(tree)]


def _tree(markup: str) -> HtmlElement | None:
    # Bytes, since lxml refuses a str that declares an encoding; and we know the encoding by now.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = document_fromstring(_LONG_TAG.sub(r"<\1>", markup.replace("\x00", "")).encode(), parser=parser)
    except _BREAKS:
        return None
    for gap in tree.iter("br"):
        gap.tail = "\n" + (gap.tail or "")
    return tree


def _headline(tree: HtmlElement) -> str | None:
    titles = [words for node in tree.iter("h1") if (words := _words(node)) and not _is_elsewhere(node)]
    named = _meta(tree, "og:title") or next((words for node in tree.iter("title") if (words := _words(node))), None)
    if titles:
        # The masthead is an h1 on some pages: the title that the head names wins.
        return next((one for one in titles if named and _folded(one) in _folded(named)), titles[0])
    # "Outlet - Headline" or "Headline | Outlet": the headline is the longer.
    return max(re.split(r"\s+[|–—-]\s+", named), key=len).strip() or None if named else None


def _is_standfirst(node: HtmlElement) -> bool:
    if node.get("itemprop") in {"alternativeHeadline", "description"}:
        return node.tag not in {"meta", "link"}
    before = node.getprevious() if node.tag == "h2" else None
    return (before is not None and before.tag == "h1") or _has_class(node, _STANDFIRST_CLASS)


def _is_byline(node: HtmlElement) -> bool:
    return (
        node.get("rel") == "author"
        or node.get("itemprop") == "author"
        or (node.tag not in {"article", "section", "main", "body"} and _has_class(node, _BYLINE_CLASS))
    )


def _has_class(node: HtmlElement, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(node.get(name) or "") for name in ("class", "data-testid", "data-component"))


def _first(tree: HtmlElement, is_it: Any, *, longest: int) -> str | None:
    for node in tree.iter(etree.Element):
        if is_it(node) and not _is_elsewhere(node):
            words = _words(node)
            if words and len(words) <= longest:
                return words
    return None


def _is_elsewhere(node: HtmlElement) -> bool:
    """Whether a node stands in what surrounds an article: navigation, lists of other stories, comments."""
    return any(
        one.tag in _FURNITURE or (one.tag not in {"body", "html"} and _has_class(one, _ELSEWHERE_CLASS))
        for one in (node, *node.iterancestors())
    )


def _captions(tree: HtmlElement) -> list[str]:
    """The captions in the order of the page; each is taken out of the tree, so that it is not read twice."""
    found: list[str] = []
    nodes = [
        node
        for node in tree.iter(etree.Element)
        if node.tag == "figcaption"
        or (node.tag in {"p", "div", "span", "small", "em", "td"} and _has_class(node, _CAPTION_CLASS))
        or node.get("itemprop") == "caption"
    ]
    taken: set[HtmlElement] = set()
    for node in nodes:
        if taken & {node, *node.iterancestors()}:
            continue
        words = _words(node, apart=" ")
        if words and len(words) <= 600:
            taken.add(node)
            if not _is_elsewhere(node) and words not in found:
                found.append(words)
    for node in taken:
        if node.getparent() is not None:
            node.drop_tree()
    return found


def _body(tree: HtmlElement, seen: set[str]) -> list[str]:
    """The paragraphs of the article: trafilatura's choice; where it finds none, all outside the furniture."""
    try:
        found = bare_extraction(deepcopy(tree), fast=True, include_comments=False, include_tables=False)
    except _BREAKS:
        found = None
    text = getattr(found, "text", None) or ""
    lines = [line.strip() for line in text.split("\n")]
    fresh = [line for line in lines if line and _folded(line) not in seen]
    if sum(map(len, fresh)) >= 20:
        return fresh
    return [one for one in _blocks_of_text(tree) if _folded(one) not in seen and len(one) > 1]


def _blocks_of_text(tree: HtmlElement) -> list[str]:
    """The text of each innermost block in the order of the page, without scripts and furniture.

    Walked without recursion: a page may nest deeper than Python's stack.
    """
    found: list[str] = []
    pieces: list[str] = []

    def close() -> None:
        for line in "".join(pieces).split("\n\n"):
            if words := _SPACE.sub(" ", line).strip():
                found.append(words)
        pieces.clear()

    skipped = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        left_out = not isinstance(node.tag, str) or node.tag in _UNREAD or node.tag in _FURNITURE
        if event == "start":
            skipped += left_out
            if not skipped:
                if node.tag in _BLOCKS:
                    close()
                pieces.append(node.text or "")
        else:
            if not skipped and node.tag in _BLOCKS:
                close()
            skipped -= left_out
            if not skipped:
                pieces.append(node.tail or "")
    close()
    return found


def _words(node: HtmlElement, *, apart: str = "") -> str:
    pieces: list[str] = []
    for one in node.iter():
        unread = not isinstance(one.tag, str) or one.tag in _UNREAD
        if not unread and one.text:
            pieces.append(one.text)
        if one is not node and one.tail:
            pieces += [apart, one.tail] if apart and one.tag in _BLOCKS else [one.tail]
        elif apart and one is not node and one.tag in {"span", *_BLOCKS}:
            pieces.append(apart)
    return _SPACE.sub(" ", "".join(pieces)).strip()


def _folded(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()


def _meta(tree: HtmlElement, *names: str) -> str | None:
    for name in names:
        for node in tree.iter("meta"):
            said = node.get("property") or node.get("name") or node.get("itemprop") or ""
            if said.lower() == name and (content := (node.get("content") or "").strip()):
                return _SPACE.sub(" ", content)
    return None


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for node in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(node.text or "")
        except (ValueError, RecursionError):
            continue
        waiting: list[Any] = [data]
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, list):
                waiting += one
            elif isinstance(one, dict):
                yield one
                graph = one.get("@graph")
                waiting += graph if isinstance(graph, list) else []


def _published(tree: HtmlElement, linked: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What the page's head gives as its day of publication, the most explicit first."""
    said = _meta(tree, "article:published_time", "og:article:published_time", "datepublished", "article.published")
    if said:
        yield said
    for one in linked:
        if isinstance(one.get("datePublished"), str):
            yield one["datePublished"]
    said = _meta(
        tree, "pubdate", "publishdate", "publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "date",
        "parsely-pub-date", "sailthru.date", "dcterms.created", "cxenseparse:recs:publishtime",
    )  # fmt: skip
    if said:
        yield said
    for node in tree.iter("time"):
        if not _is_elsewhere(node):
            yield node.get("datetime") or _words(node)
    try:
        found = find_date(deepcopy(tree), extensive_search=False, original_date=True)
    except _BREAKS:
        found = None
    if found:
        yield found


def _outlet(tree: HtmlElement, linked: Iterable[dict[str, Any]], url: str | None) -> str | None:
    if name := _meta(tree, "og:site_name", "application-name"):
        return name
    for one in linked:
        publisher = one.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str) and publisher["name"].strip():
            return str(publisher["name"]).strip()
    return host_of(url)


def host_of(url: str | None) -> str | None:
    """The name of the site in an address, without "www."."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _author(tree: HtmlElement, linked: Iterable[dict[str, Any]]) -> str | None:
    said = _meta(tree, "author", "article:author", "byl", "dc.creator", "parsely-author")
    if said and not said.startswith(("http:", "https:", "@")):
        return said
    for one in linked:
        authors = one.get("author")
        names = [
            str(author["name"]) if isinstance(author, dict) else str(author)
            for author in (authors if isinstance(authors, list) else [authors])
            if isinstance(author, str) or (isinstance(author, dict) and isinstance(author.get("name"), str))
        ]
        if names:
            return ", ".join(names)
    return None
