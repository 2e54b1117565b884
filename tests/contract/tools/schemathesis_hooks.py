"""Values for the formats of openapi/README.md, so that positive tests are about requests that can succeed."""

import itertools
import os
import pathlib
import string

import schemathesis
from hypothesis import strategies as st

ALPHANUMERIC = string.ascii_letters + string.digits


def bundles():
    """PEM bundles that were made for this run, each as files of that kind look in the wild."""
    for path in sorted(pathlib.Path(os.environ["OPENSCALER_BUNDLES"]).glob("*.pem")):
        bundle = path.read_text()
        certificates = bundle[: bundle.index("-----BEGIN PRIVATE KEY-----")]
        yield bundle
        yield bundle.replace("\n", "\r\n")
        yield "Bag Attributes\n" + bundle
        yield certificates
        yield certificates.rstrip("\n")


def is_segment(text):
    return text.strip() == text != "" and text not in (".", "..")


# Any text but control and format characters and surrogates, the ones with a meaning in a path among them.
segments = st.text(
    st.one_of(st.sampled_from("%/\\?#&+;= "), st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"])),
    min_size=1,
    max_size=40,
).filter(is_segment)

labels = st.builds(
    lambda first, rest: first + rest,
    st.sampled_from(ALPHANUMERIC),
    st.one_of(
        st.just(""),
        st.builds(
            lambda inner, last: inner + last,
            st.text(ALPHANUMERIC + "-", max_size=61),
            st.sampled_from(ALPHANUMERIC),
        ),
    ),
)
last_labels = labels.filter(lambda label: not label.isdigit())
names = st.builds(lambda some, last: ".".join([*some, last]), st.lists(labels, max_size=3), last_labels)
hosts = names.filter(lambda name: len(name) <= 253)
wildcards = names.map(lambda name: "*." + name).filter(lambda name: len(name) <= 253)

addresses = st.builds(
    lambda local, host: f"{local}@{host}",
    st.text(ALPHANUMERIC + "-_+", min_size=1, max_size=64),
    hosts,
).filter(lambda address: len(address) <= 254)

schemathesis.openapi.format("pem", st.sampled_from(list(bundles())))
schemathesis.openapi.format("path-segment", segments)
schemathesis.openapi.format("domain-name", st.one_of(hosts, wildcards))
schemathesis.openapi.format("email", addresses)

calls = itertools.count(1)


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Creates on another load balancer each time: the names on it are free. An id that cannot be one stays as it is."""
    load_balancer = (case.path_parameters or {}).get("lb_id")
    if case.method == "POST" and isinstance(load_balancer, str) and is_segment(load_balancer):
        # Other cases share the old dictionary.
        case.path_parameters = {**case.path_parameters, "lb_id": f"{load_balancer}-{next(calls)}"}
