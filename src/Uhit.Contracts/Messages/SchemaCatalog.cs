using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Schema;

namespace Uhit.Contracts.Messages;

/// <summary>What is asked of compiled schemas for every element of every message, worked out once:
/// a contract may have thousands of each.</summary>
internal sealed class SchemaCatalog
{
    private static readonly ConditionalWeakTable<XmlSchemaSet, SchemaCatalog> Catalogs = [];
    private readonly Dictionary<XmlSchemaType, List<XmlSchemaComplexType>> _derived = [];
    private readonly ILookup<XmlQualifiedName, XmlSchemaElement> _members;
    private readonly ConcurrentDictionary<(XmlSchemaType Type, string? Fixed, string? Default), ValueDescription> _values = [];

    private SchemaCatalog(XmlSchemaSet schemas)
    {
        foreach (var type in schemas.GlobalTypes.Values.OfType<XmlSchemaComplexType>()
            .Where(t => !t.IsAbstract)
            .OrderBy(t => t.QualifiedName.ToString(), StringComparer.Ordinal))
        {
            for (var at = type.BaseXmlSchemaType; at is not null; at = at.BaseXmlSchemaType)
            {
                DerivedOf(at).Add(type);
            }
        }

        _members = schemas.GlobalElements.Values.OfType<XmlSchemaElement>().ToLookup(e => e.SubstitutionGroup);
    }

    public static SchemaCatalog Of(XmlSchemaSet schemas) => Catalogs.GetValue(schemas, s => new SchemaCatalog(s));

    /// <summary>The types, not abstract, that derive from one, by their names.</summary>
    public IReadOnlyList<XmlSchemaComplexType> Derived(XmlSchemaType type) => _derived.GetValueOrDefault(type) ?? [];

    /// <summary>The elements that name one as the head of their group.</summary>
    public IEnumerable<XmlSchemaElement> Members(XmlQualifiedName head) => _members[head];

    /// <summary>What a text may be. An ID is another each time.</summary>
    public ValueDescription Describe(XmlSchemaType type, string? fixedValue, string? defaultValue, ref int ids)
    {
        if (type.TypeCode == XmlTypeCode.Id)
        {
            return ValueDescriber.Describe(type, fixedValue, defaultValue, ref ids);
        }

        if (_values.TryGetValue((type, fixedValue, defaultValue), out var known))
        {
            return known;
        }

        return _values[(type, fixedValue, defaultValue)] = ValueDescriber.Describe(type, fixedValue, defaultValue, ref ids);
    }

    private List<XmlSchemaComplexType> DerivedOf(XmlSchemaType type)
    {
        if (!_derived.TryGetValue(type, out var derived))
        {
            _derived[type] = derived = [];
        }

        return derived;
    }
}
