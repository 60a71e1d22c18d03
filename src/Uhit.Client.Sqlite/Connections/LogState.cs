namespace Uhit.Client.Sqlite.Connections;

/// <summary>What all connections of a store know of its write-ahead log.</summary>
internal sealed class LogState
{
    private volatile bool _mustStay;

    /// <summary>Whether the log holds what the database may have lost: it must be neither cut nor restarted, nor be
    /// written back by a connection that is closed.</summary>
    public bool MustStay
    {
        get => _mustStay;
        set => _mustStay = value;
    }
}
