using System.Xml;
using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>How a body is read: what each element of it means. Made once, used by many threads.</summary>
internal sealed class MessagePlan
{
    /// <summary>Above the root.</summary>
    public required PlanNode Document { get; init; }

    /// <summary>All parts; the messages among them that it may be.</summary>
    public required ScopePlan[] Scopes { get; init; }

    public required ScopePlan[] Messages { get; init; }

    public required int SlotCount { get; init; }

    /// <summary>What is taken from header blocks.</summary>
    public required Header[] Headers { get; init; }

    /// <summary>Makes the plan of one message, or of several that are told apart by their content.</summary>
    public static MessagePlan Of(params ScopeModel[] messages) => new PlanBuilder().Build(messages);

    /// <summary>Whether a body begins as one of these messages does.</summary>
    public bool IsRoot(XmlReader reader) => Array.Exists(Document.Children, root => root.Matches(reader));

    /// <summary>A value that is taken from a header block.</summary>
    internal sealed record Header(PathModel Path, int Slot);
}
