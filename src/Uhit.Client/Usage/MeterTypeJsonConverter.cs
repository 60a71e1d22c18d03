namespace Uhit.Client.Usage;

/// <summary>Writes a <see cref="MeterType"/> as its text.</summary>
internal sealed class MeterTypeJsonConverter : CodeJsonConverter<MeterType>
{
    protected override MeterType Of(string text) => new(text);

    protected override string TextOf(MeterType value) => value.Value ?? string.Empty;
}
