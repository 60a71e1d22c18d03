namespace Uhit.Client;

/// <summary>One step of the connection check.</summary>
public sealed record ConnectionStep
{
    /// <summary>Short name: Certificate, Name, Connect, Handshake, Mutual TLS, Service.</summary>
    public required string Name { get; init; }

    /// <summary>Why it failed; <see cref="ConnectionFailure.None"/> where it did not.</summary>
    public ConnectionFailure Failure { get; init; }

    /// <summary>Whether it was not tried, since an earlier one failed.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>What was found, cleaned to be shown: names in it are the other side's.</summary>
    public required string Detail { get; init => field = DisplayText.Of(value); }

    /// <summary>What to do about it, cleaned to be shown; empty where nothing is to be done. Of a step that did not fail it is a
    /// warning.</summary>
    public string WhatToDo { get; init => field = DisplayText.Of(value); } = string.Empty;
}
