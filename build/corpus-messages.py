#!/usr/bin/env python3
"""Lets zeep, a SOAP stack of other make, write messages of each contract: build/corpus-messages.py FOLDER OUTPUT (Debian: python3-zeep).

Which values a simple type allows zeep does not keep, so they are read from the schemas. build/corpus.sh drops what its schema finds invalid.
"""
import datetime
import decimal
import os
import random
import re
import sys
import zipfile

from lxml import etree
from zeep import Client, Settings, xsd
from zeep.xsd.elements import indicators

XS = "{http://www.w3.org/2001/XMLSchema}"


class Facets:
    """The enumerations, lengths and bounds of the simple types of a folder, by the name of the type, or of the element or attribute around it."""

    def __init__(self, folder):
        self.by_name = {}
        for root, _, files in os.walk(folder):
            for file in files:
                try:
                    tree = etree.parse(os.path.join(root, file), etree.XMLParser(huge_tree=True, resolve_entities=False))
                except (etree.XMLSyntaxError, OSError):
                    continue
                for simple in tree.iter(XS + "simpleType"):
                    name = simple.get("name") or (simple.getparent().get("name") if simple.getparent() is not None else None)
                    restriction = simple.find(XS + "restriction")
                    if name and restriction is not None:
                        facets = {}
                        for facet in restriction:
                            if isinstance(facet.tag, str):
                                facets.setdefault(etree.QName(facet).localname, []).append(facet.get("value"))
                        self.by_name.setdefault(name, facets)

    def of(self, *names):
        for name in names:
            if name and name in self.by_name:
                return self.by_name[name]
        return {}


class Maker:
    def __init__(self, facets, rng):
        self.facets = facets
        self.random = rng
        self.left = 300

    def simple(self, kind, name):
        facets = self.facets.of(getattr(kind, "name", None), name)
        if "enumeration" in facets:
            return self.random.choice(facets["enumeration"])
        names = {cls.__name__ for cls in type(kind).__mro__}
        low = int(float(facets.get("minInclusive", [1])[0])) if re.match(r"-?\d", facets.get("minInclusive", ["1"])[0]) else 1
        for wanted, value in (
            ("Boolean", True), ("DateTime", datetime.datetime(2026, 2, 3, 10, 30, tzinfo=datetime.timezone.utc)), ("Date", datetime.date(2026, 2, 3)),
            ("Time", datetime.time(10, 30)), ("Duration", datetime.timedelta(days=1)), ("Decimal", decimal.Decimal(low)), ("Integer", low), ("Float", 1.5),
            ("Double", 2.5), ("Base64Binary", b"bytes"), ("HexBinary", b"\x01\x02"), ("gYear", "2026"), ("AnyURI", "urn:sample"),
        ):
            if wanted in names:
                return value
        if isinstance(kind, xsd.ListType):
            return [1]
        length = int((facets.get("length") or facets.get("minLength") or ["3"])[0])
        most = int((facets.get("maxLength") or ["12"])[0])
        return "abcdefghijklmnopqrstuvwxyz0123456789"[: max(min(max(length, 3), most), length)] if length <= 36 else "a" * length

    def value(self, kind, name, depth):
        self.left -= 1
        if isinstance(kind, xsd.ComplexType):
            return self.complex(kind, depth)
        if isinstance(kind, xsd.AnyType) and not isinstance(kind, xsd.AnySimpleType):
            return None
        return self.simple(kind, name)

    def complex(self, kind, depth):
        values = {}
        for name, attribute in kind.attributes:
            if name and (getattr(attribute, "required", False) or self.random.random() < 0.5) and not isinstance(attribute, xsd.AnyAttribute):
                values[name] = self.value(attribute.type, attribute.name, depth + 1)
        if not isinstance(kind._element, indicators.Indicator) and kind._element is not None:
            values["_value_1"] = self.value(kind._element.type, kind.name, depth + 1)
        else:
            for name, element in kind.elements_nested:
                self.add(values, name, element, depth)
        return kind(**values)

    def add(self, values, name, element, depth):
        if isinstance(element, indicators.Choice):
            options = [option for option in element if not isinstance(option, xsd.Any)]
            if options and element.max_occurs == 1:
                option = self.random.choice(options)
                self.add(values, getattr(option, "attr_name", name), option, depth)
            return
        if isinstance(element, indicators.Indicator):
            if element.max_occurs == 1:
                for inner in element:
                    self.add(values, getattr(inner, "attr_name", name), inner, depth)
            return
        if isinstance(element, xsd.Any) or not hasattr(element, "type"):
            return
        if element.min_occurs == 0 and (depth > 6 or self.left <= 0 or self.random.random() < 0.3):
            return
        if depth > 30:
            raise RecursionError
        made = [self.value(element.type, element.name, depth + 1) for _ in range(max(1, element.min_occurs) if element.max_occurs == 1 else max(element.min_occurs, 2))]
        values[name] = made if element.accepts_multiple else made[0]


def messages(client):
    seen = set()
    for service in client.wsdl.services.values():
        for port in service.ports.values():
            for operation in getattr(port.binding, "_operations", {}).values():
                for message in (operation.input, operation.output):
                    body = getattr(message, "body", None)
                    if body is not None and getattr(body, "qname", None) is not None and body.qname not in seen:
                        seen.add(body.qname)
                        yield body


def unpacked(folder, output, first):
    packed = os.path.join(folder, "corpus.zip")
    if os.path.exists(os.path.join(folder, first)) or not os.path.exists(packed):
        return folder
    with zipfile.ZipFile(packed) as files:
        files.extractall(os.path.join(output, "corpus"))
    return os.path.join(output, "corpus")


def main(folder, output):
    total = 0
    lines = open(os.path.join(folder, "corpus.tsv"), encoding="utf-8").read().splitlines()[1:]
    folder = unpacked(folder, output, lines[0].split("\t")[2])
    for line in lines:
        name, _, wsdl = line.split("\t")[:3]
        path = os.path.join(folder, wsdl)
        target = os.path.join(output, "foreign", "Corpus." + re.sub("[^A-Za-z0-9]", "_", name))
        os.makedirs(target, exist_ok=True)
        try:
            client = Client(path, settings=Settings(strict=False, xml_huge_tree=True))
        except Exception as error:  # what zeep can't read is not ours to judge
            print(f"{name}: zeep: {type(error).__name__}: {str(error)[:120]}")
            continue
        facets = Facets(os.path.dirname(path))
        for number, body in enumerate(messages(client)):
            for seed in range(3):
                try:
                    maker = Maker(facets, random.Random(number * 100 + seed))
                    value = maker.complex(body.type, 0) if isinstance(body.type, xsd.ComplexType) else maker.value(body.type, body.name, 0)
                    parent = etree.Element("parent")
                    body.render(parent, value)
                    etree.ElementTree(parent[0]).write(os.path.join(target, f"{number:03}-{seed}.xml"), encoding="utf-8")
                    total += 1
                except Exception as error:
                    if seed == 0 and number == 0:
                        print(f"{name}: {body.qname}: {type(error).__name__}: {str(error)[:100]}")
    print(f"{total} messages by zeep")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
