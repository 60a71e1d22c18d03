namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>A value that a template can name.</summary>
/// <param name="Name">Its name inside its scope, such as <c>authorization.title</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsOptional">Whether it may be missing while the object that it belongs to is there.</param>
/// <param name="Get">Takes it from a frame of its scope; <see langword="null"/> where it is missing.</param>
internal sealed record NamedValue(string Name, ValueKind Kind, bool IsOptional, Func<ValueFrame, object?> Get)
{
    /// <summary>The codes that there are, of a value that can have no others.</summary>
    public IReadOnlyList<string> Closed { get; init; } = [];
}
