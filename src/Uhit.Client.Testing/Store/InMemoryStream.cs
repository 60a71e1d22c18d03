namespace Uhit.Client.Testing.Store;

/// <summary>The claim on the events of one inquiry.</summary>
internal sealed class InMemoryStream
{
    public long Token { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }
}
