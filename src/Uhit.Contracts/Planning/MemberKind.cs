namespace Uhit.Contracts.Planning;

/// <summary>What of the XML a property stands for.</summary>
internal enum MemberKind
{
    Element,
    Attribute,

    /// <summary>The text of an element that may have attributes.</summary>
    Content,

    /// <summary>Several particles that repeat together: a list of a class that has no element of its own.</summary>
    Group,

    /// <summary>Elements that the schema leaves open.</summary>
    Wildcard,

    /// <summary>Attributes that the schema leaves open.</summary>
    OtherAttributes,
}
