namespace Uhit.Client.Wire.Mapping.Model.Shapes;

/// <summary>What may stand at one place of <c>contract.json</c>: one rule for each kind of value that is allowed there.
/// The check and the JSON schema are made from it.</summary>
internal sealed record Shape
{
    /// <summary>Whether a text is allowed.</summary>
    public bool IsText { get; init; }

    /// <summary>The texts that are allowed, where not every one is.</summary>
    public string[]? Words { get; init; }

    /// <summary>Whether a number is allowed.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether <c>true</c> or <c>false</c> is allowed.</summary>
    public bool IsBoolean { get; init; }

    /// <summary>The rule for what is in a list, where one is allowed.</summary>
    public Shape? Item { get; init; }

    /// <summary>The rule for each value of an object with names of the user's choice.</summary>
    public Shape? Entry { get; init; }

    /// <summary>The rule for an object with names of ours.</summary>
    public ObjectShape? Object { get; init; }

    /// <summary>Whether nothing of it is looked at.</summary>
    public bool IsAny { get; init; }

    public static Shape Text { get; } = new() { IsText = true };

    public static Shape Number { get; } = new() { IsNumber = true };

    public static Shape Boolean { get; } = new() { IsBoolean = true };

    /// <summary>A code or value, as text, number or boolean.</summary>
    public static Shape Value { get; } = new() { IsText = true, IsNumber = true, IsBoolean = true };

    public static Shape Any { get; } = new() { IsAny = true };

    public static Shape OneOf(params string[] words) => new() { IsText = true, Words = words };

    public static Shape ListOf(Shape item) => new() { Item = item };

    public static Shape MapOf(Shape entry) => new() { Entry = entry };

    public static Shape Of(ObjectShape shape) => new() { Object = shape };

    /// <summary>The same, or a list of them.</summary>
    public Shape OrList() => this with { Item = this };
}

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
