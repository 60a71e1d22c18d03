using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Uhit.Client.Receiving;

namespace Uhit.Client.AspNetCore;

/// <summary>Bounds the connections of a callback port, before the handshake for everybody together and after it for
/// each peer: strangers take no place of a peer's.</summary>
/// <remarks>An honest handshake takes a moment. So where more have begun than may, the oldest of the address that has most of them is
/// broken off, and not the one that comes: who opens connections and says nothing keeps nobody out.</remarks>
internal sealed class ConnectionLimits(int maxHandshakes, int maxOfPeer, LogLimiter limiter, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Handshake> _handshakes = [];
    private readonly Dictionary<string, int> _ofPeer = new(StringComparer.Ordinal);

    /// <summary>Goes around all of a connection, the handshake included.</summary>
    public ConnectionDelegate BeforeHandshake(ConnectionDelegate next) => async connection =>
    {
        var handshake = Begin(connection);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            End(handshake);
            TellEndedEarly(handshake);
        }
    };

    /// <summary>Goes around what is left of it once its peer is known.</summary>
    public ConnectionDelegate AfterHandshake(ConnectionDelegate next) => async connection =>
    {
        if (Handshake.Of(connection) is { } handshake)
        {
            End(handshake);
        }

        var peer = connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate?.Thumbprint ?? string.Empty;
        if (!TryEnter(peer))
        {
            limiter.Write(
                $"Connections:{peer}",
                () => AspNetCoreLog.TooManyConnections(logger, connection.RemoteEndPoint, maxOfPeer),
                others => AspNetCoreLog.MoreTooManyConnections(logger, others, maxOfPeer));
            connection.Abort();
            return;
        }

        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Leave(peer);
        }
    };

    private Handshake Begin(ConnectionContext connection)
    {
        var handshake = new Handshake(connection);
        connection.Items[typeof(Handshake)] = handshake;
        Handshake? broken;
        lock (_lock)
        {
            _handshakes.AddLast(handshake);
            broken = _handshakes.Count > maxHandshakes ? OldestOfTheBusiest() : null;
            if (broken is not null)
            {
                _handshakes.Remove(broken);
                broken.IsBrokenOff = true;
            }
        }

        if (broken is not null)
        {
            limiter.Write(
                "Handshakes",
                () => AspNetCoreLog.TooManyHandshakes(logger, broken.Connection.RemoteEndPoint, maxHandshakes),
                others => AspNetCoreLog.MoreTooManyHandshakes(logger, others, maxHandshakes));
            broken.Connection.Abort();
        }

        return handshake;
    }

    private Handshake OldestOfTheBusiest()
    {
        var busiest = _handshakes.GroupBy(handshake => handshake.Address).MaxBy(group => group.Count())!.Key;
        return _handshakes.First(handshake => Equals(handshake.Address, busiest));
    }

    private void End(Handshake handshake)
    {
        lock (_lock)
        {
            _handshakes.Remove(handshake);
        }
    }

    // The platform gives some certificates up before it asks us, and a caller that does not accept
    // our certificate goes without showing its own.
    private void TellEndedEarly(Handshake handshake)
    {
        if (handshake is { HasBegun: true, IsJudged: false, IsBrokenOff: false })
        {
            limiter.Write(
                "EndedEarly",
                () => AspNetCoreLog.HandshakeEndedEarly(logger, handshake.Connection.RemoteEndPoint),
                others => AspNetCoreLog.MoreHandshakesEndedEarly(logger, others));
        }
    }

    private bool TryEnter(string peer)
    {
        lock (_lock)
        {
            var count = _ofPeer.GetValueOrDefault(peer);
            if (count >= maxOfPeer)
            {
                return false;
            }

            _ofPeer[peer] = count + 1;
            return true;
        }
    }

    private void Leave(string peer)
    {
        lock (_lock)
        {
            if (--_ofPeer[peer] == 0)
            {
                _ofPeer.Remove(peer);
            }
        }
    }
}
