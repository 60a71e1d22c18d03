namespace Uhit.Client;

/// <summary>How a step of the connection check ended.</summary>
public enum ConnectionStepStatus
{
    /// <summary>All is well.</summary>
    Passed,

    /// <summary>The step works, but something should be looked at.</summary>
    Warning,

    /// <summary>The step does not work.</summary>
    Failed,

    /// <summary>An earlier step failed, so this one was not tried.</summary>
    Skipped,
}
