using System.Xml;
using System.Xml.Schema;

namespace Uhit.Contracts.Messages;

/// <summary>An element as it may stand in a message, with all that the schema says of it; or a place where any element may stand.</summary>
internal sealed class MessageNode
{
    /// <summary>The element's name; empty where any element may stand.</summary>
    public required XmlQualifiedName Name { get; init; }

    /// <summary>How often it must be there.</summary>
    public required int Min { get; init; }

    /// <summary>How often it may be there; null is without end.</summary>
    public required int? Max { get; init; }

    /// <summary>The choices that it is part of, from the outside in, each with the number of its branch from 1.</summary>
    public IReadOnlyList<ChoiceBranch> Choices { get; init; } = [];

    /// <summary>Where the schema declares it.</summary>
    public required XmlSchemaObject Source { get; init; }

    /// <summary>The type that its content has; null for any element.</summary>
    public XmlSchemaType? Type { get; set; }

    /// <summary>What its text is; null where it has only elements.</summary>
    public ValueDescription? Value { get; set; }

    public List<Attribute> Attributes { get; } = [];

    public List<MessageNode> Children { get; } = [];

    /// <summary>The type that <c>xsi:type</c> has to name, since the declared one is abstract.</summary>
    public XmlQualifiedName? InstanceType { get; set; }

    /// <summary>What may stand in its place: types by <c>xsi:type</c>, or elements of its substitution group.</summary>
    public IReadOnlyList<XmlQualifiedName> Substitutes { get; set; } = [];

    public bool IsNillable { get; init; }

    public bool IsMixed { get; set; }

    /// <summary>Whether its content is not shown: it holds itself, or the message would be too long.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether it, or its type, is abstract, and no schema has anything concrete in its place. It is cut then.</summary>
    public bool IsAbstract { get; set; }

    /// <summary>The choice of which at least one has to be there, and any number may; null where there is none.</summary>
    public int? IsOneOfAtLeast { get; init; }

    /// <summary>The namespaces that any element is of; null where it is a named one.</summary>
    public string? Any { get; init; }

    /// <summary>Whether it holds anything, without a schema for it.</summary>
    public bool IsAnything { get; set; }

    public string? Documentation { get; init; }

    /// <summary>A branch of a choice.</summary>
    /// <param name="Choice">The choice, numbered in its message.</param>
    /// <param name="Branch">The branch, from 1.</param>
    /// <param name="IsGroup">Whether the branch has several elements, which come and go together.</param>
    internal sealed record ChoiceBranch(int Choice, int Branch, bool IsGroup);

    /// <summary>An attribute of an element.</summary>
    internal sealed record Attribute(
        XmlQualifiedName Name, bool IsRequired, ValueDescription Value, XmlSchemaObject Source, string? Documentation);
}
