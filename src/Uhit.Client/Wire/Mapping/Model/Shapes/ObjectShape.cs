namespace Uhit.Client.Wire.Mapping.Model.Shapes;

/// <summary>An object whose names are ours.</summary>
internal sealed class ObjectShape(string name, string description, Func<IReadOnlyList<ObjectShape.Member>> members)
{
    private IReadOnlyList<Member>? _members;

    /// <summary>The shape's name in the JSON schema.</summary>
    public string Name => name;

    public string Description => description;

    public IReadOnlyList<Member> Members => _members ??= members();

    /// <summary>A name of an object, what may stand there, and what it means.</summary>
    internal sealed record Member(string Name, Shape Shape, string Description, bool IsRequired = false);
}
