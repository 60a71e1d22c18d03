namespace Uhit.Client.Usage;

/// <summary>Writes a <see cref="UsageChannel"/> as its text.</summary>
internal sealed class UsageChannelJsonConverter : CodeJsonConverter<UsageChannel>
{
    protected override UsageChannel Of(string text) => new(text);

    protected override string TextOf(UsageChannel value) => value.Value ?? string.Empty;
}
