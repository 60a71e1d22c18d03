using System.Text.Json;
using Uhit.Client.Reliability.Chores;
using Uhit.Client.Reliability.Points;
using Uhit.Client.Reliability.Polls;
using Uhit.Client.Reliability.Sends;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>What a child process is told at its start.</summary>
internal sealed record HostSettings
{
    /// <summary>Where the run keeps its files: the certificates, and the log of the plain handler.</summary>
    public required string Folder { get; init; }

    /// <summary>The store.</summary>
    public required StoreSite Store { get; init; }

    /// <summary>The address of CNP's inquiry service, for a child that sends.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>How far its clock is ahead: what takes a quarter of an hour in life must not take it in a test.</summary>
    public TimeSpan ClockAhead { get; init; }

    /// <summary>How long its claims hold.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>At which named point it ends itself.</summary>
    public KillPoint Point { get; init; }

    /// <summary>Whether it is there to send: then it tells what it has stored.</summary>
    public bool Sends { get; init; }

    /// <summary>At which point around a send it ends itself.</summary>
    public SendPoint SendPoint { get; init; }

    /// <summary>Whether it tells the key of each event that all its handlers are done with.</summary>
    public bool TellsFinished { get; init; }

    /// <summary>Where its handlers wait for the parent's word.</summary>
    public PausePlace PausesAt { get; init; }

    /// <summary>Whether it tells what became of each completion of a handler that waited.</summary>
    public bool TellsCompletions { get; init; }

    /// <summary>After how long the server ends a transaction that does nothing; only where the store has a server.</summary>
    public TimeSpan IdleInTransaction { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What it does for the store.</summary>
    public Chore Chore { get; init; }

    /// <summary>At which change of a file, from 1, its disk ends it.</summary>
    public int ChoreChange { get; init; }

    /// <summary>How much of that change still reaches the file.</summary>
    public int ChoreBytes { get; init; }

    /// <summary>The inquiry that is purged.</summary>
    public string? ChoreInquiry { get; init; }

    /// <summary>By what its contract's callbacks are matched.</summary>
    public CallbackNaming Naming { get; init; }

    /// <summary>Whether its contract lets it fetch, and what a fetch asks for.</summary>
    public PollScope? Polls { get; init; }

    /// <summary>At which point around a fetch it ends itself.</summary>
    public PollPoint PollPoint { get; init; }

    /// <summary>The how many-th time it is there, from 1.</summary>
    public int PollTime { get; init; }

    /// <summary>Whether it ends itself around the first adoption of an unmatched callback.</summary>
    public AdoptionPoint AdoptionPoint { get; init; }

    /// <summary>Which promise it breaks on purpose, to show that the checks see it.</summary>
    public BrokenPromise Break { get; init; }

    public static HostSettings FromLine(string line) => JsonSerializer.Deserialize(line, HostJson.Default.HostSettings)!;

    public string ToLine() => JsonSerializer.Serialize(this, HostJson.Default.HostSettings);
}
