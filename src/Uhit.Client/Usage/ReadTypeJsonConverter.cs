namespace Uhit.Client.Usage;

/// <summary>Writes a <see cref="ReadType"/> as its text.</summary>
internal sealed class ReadTypeJsonConverter : CodeJsonConverter<ReadType>
{
    protected override ReadType Of(string text) => new(text);

    protected override string TextOf(ReadType value) => value.Value ?? string.Empty;
}
