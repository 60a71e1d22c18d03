namespace Uhit.Client.Usage;

/// <summary>Writes a <see cref="UsageUnit"/> as its text.</summary>
internal sealed class UsageUnitJsonConverter : CodeJsonConverter<UsageUnit>
{
    protected override UsageUnit Of(string text) => new(text);

    protected override string TextOf(UsageUnit value) => value.Value ?? string.Empty;
}
