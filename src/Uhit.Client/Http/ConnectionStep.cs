namespace Uhit.Client;

/// <summary>One step of the connection check.</summary>
/// <param name="Name">Short name: Certificate, Name, Connect, Handshake, Mutual TLS, Service.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Detail">What was found.</param>
/// <param name="WhatToDo">What to do about it; empty when nothing is to be done.</param>
public sealed record ConnectionStep(string Name, ConnectionStepStatus Status, string Detail, string WhatToDo = "")
{
    /// <summary>What was seen, cleaned to be shown: names in it are the other side's.</summary>
    public string Detail { get; init; } = DisplayText.Of(Detail);

    /// <summary>What to do, cleaned to be shown.</summary>
    public string WhatToDo { get; init; } = DisplayText.Of(WhatToDo);

    /// <summary>Why it failed, as a code; <see cref="ConnectionFailure.None"/> when it did not.</summary>
    public ConnectionFailure Failure { get; init; }
}
