using System.Xml.Schema;

namespace Uhit.Contracts.Messages;

/// <summary>What a text may be.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Words">The same in words: the built-in type and its facets.</param>
/// <param name="Codes">The values that it may have, each with its documentation, where they are counted.</param>
/// <param name="Sample">A value that the schema takes.</param>
/// <param name="Fixed">The only value; null where it may differ.</param>
internal sealed record ValueDescription(
    XmlSchemaType Type, string Words, IReadOnlyList<(string Value, string? Documentation)> Codes, string Sample, string? Fixed);
