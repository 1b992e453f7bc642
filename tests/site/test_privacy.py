"""No one watches a reader: no other host, no cookie, and a policy on each page that lets nothing in.

What pages ask for and keep in a browser is looked at in ``test_pages.py``.
"""

import base64
import hashlib
import re

from browser import HOME, Fault, expect_none, visit

DATA_BLOCKS = {"application/ld+json", "application/json"}
LOADED = "script[src], img[src], link[rel~=stylesheet], link[rel~=icon], iframe, object, embed, video, audio, source"


def read_policy(page) -> dict[str, list[str]]:
    """Return the Content-Security-Policy of a page: sources by directive."""
    meta = page.find("meta", attrs={"http-equiv": re.compile("^content-security-policy$", re.IGNORECASE)})
    parts = [part.split() for part in meta["content"].split(";") if part.strip()] if meta else []
    return {part[0].lower(): part[1:] for part in parts}


def find_policy_faults(name: str, policy: dict[str, list[str]]) -> list[Fault]:
    """Return what is lax about a policy: nothing but the site itself and hashes may be let in."""
    if not policy:
        return [Fault("no policy", "meta http-equiv", name, "give the page a Content-Security-Policy")]
    faults = []
    if policy.get("default-src") not in (["'none'"], ["'self'"]):
        faults.append(Fault("lax default", "default-src", name, "make it 'none' or 'self'"))
    for directive, sources in policy.items():
        lax = [source for source in sources if not re.fullmatch(r"'none'|'self'|'sha(256|384|512)-[^']+'", source)]
        faults += [Fault("lax source", f"{directive} {source}", name, "let in 'self' alone") for source in lax]
    needed = {"base-uri", "form-action"} - policy.keys()
    return faults + [Fault("no directive", directive, name, "default-src does not cover it") for directive in needed]


def is_allowed(element, sources: list[str]) -> bool:
    """Tell whether a policy names the hash of what stands in an inline script or style."""
    digest = hashlib.sha256(element.get_text().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'" in sources


def find_inline(name: str, page, policy: dict[str, list[str]]) -> list[Fault]:
    """Return scripts and styles that stand in the page itself without a hash in the policy."""
    scripts = [script for script in page.find_all("script", src=False) if script.get("type") not in DATA_BLOCKS]
    faults = [
        Fault(f"inline {element.name}", element.get_text()[:60].strip(), name, "move it to a file")
        for element, directive in [
            *((script, "script-src") for script in scripts),
            *((style, "style-src") for style in page.find_all("style")),
        ]
        if not is_allowed(element, policy.get(directive, []))
    ]
    for element in page.find_all(True):
        for attribute, value in element.attrs.items():
            if attribute == "style":
                told = f"<{element.name} style='{value}'>"
                faults.append(Fault("style attribute", told[:80], name, "use a class"))
            elif attribute.startswith("on"):
                faults.append(Fault("event attribute", f"<{element.name} {attribute}>", name, "listen in a script"))
            elif attribute in {"href", "src", "action"} and str(value).strip().lower().startswith("javascript:"):
                faults.append(Fault("script address", f"<{element.name} {attribute}>", name, "listen in a script"))
    return faults


def test_each_page_bears_a_strict_policy_and_nothing_inline(site_pages):
    faults = []
    for name, page in site_pages.items():
        policy = read_policy(page)
        faults += find_policy_faults(name, policy) + find_inline(name, page, policy)
    expect_none(faults)


def test_the_policy_comes_before_anything_that_it_governs(site_pages):
    early = []
    for name, page in site_pages.items():
        first = page.select_one("script, link, style, meta[http-equiv=Content-Security-Policy]")
        early += [] if first.name == "meta" else [Fault("late policy", f"<{first.name}>", name, "put it first")]
    expect_none(early)


def test_no_page_names_a_file_on_another_host(site_pages):
    faults = []
    for name, page in site_pages.items():
        for element in page.select(LOADED):
            address = element.get("src") or element.get("href") or element.get("data") or ""
            if re.match(r"([a-z]+:)?//", address):
                faults.append(Fault("loaded from another host", address, name, "bring the file with the site"))
        asking = page.select("link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=preload][href*='//']")
        faults += [Fault("asks another host", str(element)[:80], name, "leave it out") for element in asking]
    expect_none(faults)


def test_the_test_would_see_a_request_to_another_host(browser, base):
    with visit(browser, base) as seen:
        page = seen.go(HOME)
        page.evaluate("new Image().src = 'https://example.org/pixel.png'")
        page.wait_for_timeout(300)
        assert seen.list_refused() or seen.outside == ["https://example.org/pixel.png"]


def test_a_search_and_a_choice_of_theme_leave_nothing_with_anyone(browser, base):
    with visit(browser, base) as seen:
        page = seen.go("search?q=flexible")
        page.wait_for_load_state("networkidle")
        page.locator(".theme-button").click()
        seen.go(HOME)
        assert (seen.outside, seen.context.cookies(), seen.errors) == ([], [], [])
