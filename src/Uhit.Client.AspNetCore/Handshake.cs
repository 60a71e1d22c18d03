using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Uhit.Client.AspNetCore;

/// <summary>One connection of a callback port, until its peer is known.</summary>
internal sealed class Handshake(ConnectionContext connection)
{
    public ConnectionContext Connection => connection;

    public IPAddress? Address { get; } = (connection.RemoteEndPoint as IPEndPoint)?.Address;

    /// <summary>Whether the caller has said hello in TLS; a connection that says nothing is not worth a word.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Whether its certificate, or that there is none, was judged, and a refusal told.</summary>
    public bool IsJudged { get; set; }

    /// <summary>Whether we broke it off for another, and told that.</summary>
    public bool IsBrokenOff { get; set; }

    public static Handshake? Of(ConnectionContext connection) =>
        connection.Items.TryGetValue(typeof(Handshake), out var begun) ? begun as Handshake : null;
}
