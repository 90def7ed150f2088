"""Addresses: each page has one, its twin is one step away, and every link leads where it says."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beautiful_cities.languages import LANGUAGES
from beautiful_cities.routes import ABOUT, CITIES, HOME, SOURCES, Route, city, route_of

slugs = st.lists(st.sampled_from(["jinan", "xi", "cities", "en", "zh", "9"]), min_size=1, max_size=3).map("-".join)
names = st.sampled_from([HOME, CITIES, SOURCES, ABOUT]) | slugs.map(city) | slugs.map(lambda slug: f"learn/{slug}/")
routes = st.builds(Route, st.sampled_from(LANGUAGES), names, st.sampled_from(["", "/", "/some/path/"]))


@pytest.mark.parametrize(
    ("route", "url", "src_uri"),
    [
        (Route("zh", HOME), "", "zh/index.md"),
        (Route("en", HOME), "en/", "en/index.md"),
        (Route("zh", CITIES), "cities/", "zh/cities/index.md"),
        (Route("en", CITIES), "en/cities/", "en/cities/index.md"),
        (Route("zh", city("jinan")), "cities/jinan/", "zh/cities/jinan.md"),
        (Route("en", city("jinan")), "en/cities/jinan/", "en/cities/jinan.md"),
        (Route("en", SOURCES), "en/sources/", "en/sources.md"),
        (Route("zh", ABOUT), "about/", "zh/about.md"),
    ],
)
def test_address_is_a_public_contract(route: Route, url: str, src_uri: str) -> None:
    assert (url, src_uri) == (route.url, route.src_uri)


@given(routes)
def test_twin_of_the_twin_is_the_page_itself(route: Route) -> None:
    for language in LANGUAGES:
        assert route == route.twin(language).twin(route.language)
        assert (language, route.name) == (route.twin(language).language, route.twin(language).name)


@given(routes)
def test_file_of_a_page_leads_back_to_the_page(route: Route) -> None:
    assert Route(route.language, route.name) == route_of(route.src_uri)


@given(routes, routes)
def test_two_pages_never_share_an_address_or_a_file(one: Route, other: Route) -> None:
    is_same = (one.language, one.name) == (other.language, other.name)
    assert is_same == (one.url == other.url) == (one.src_uri == other.src_uri)


@given(routes, routes, st.sampled_from(["https://host.example/", "https://host.example/some/path/", "file:///a/b/"]))
def test_link_leads_to_its_page_wherever_the_site_stands(one: Route, other: Route, root: str) -> None:
    here = Route(one.language, one.name)
    assert root + other.url == urljoin(root + here.url, here.link(other))


@given(routes, routes, slugs)
def test_link_to_a_place_on_a_page_keeps_its_fragment(one: Route, other: Route, fragment: str) -> None:
    here, root = Route(one.language, one.name), "https://host.example/"
    assert f"{root}{other.url}#{fragment}" == urljoin(root + here.url, here.link(other, fragment))
    assert f"#{fragment}" == here.link(here, fragment)


@given(routes, slugs)
def test_link_to_a_file_of_the_site_is_relative(route: Route, name: str) -> None:
    here, root = Route(route.language, route.name), "https://host.example/some/path/"
    assert f"{root}assets/{name}.js" == urljoin(root + here.url, here.asset(f"assets/{name}.js"))
    assert not here.asset(f"assets/{name}.js").startswith("/")


def test_page_for_wrong_addresses_links_from_the_root_of_its_host() -> None:
    lost = Route("zh", HOME, "/some/path/")
    assert "/some/path/en/cities/#list" == lost.link(Route("en", CITIES), "list")
    assert "/some/path/" == lost.link(Route("zh", HOME))


def test_fragment_of_any_writing_is_quoted() -> None:
    assert "#%E6%B5%8E%E5%8D%97%20%22" == Route("zh", HOME).link(Route("zh", HOME), '济南 "')
