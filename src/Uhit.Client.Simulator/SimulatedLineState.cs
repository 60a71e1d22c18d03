namespace Uhit.Client.Simulator;

/// <summary>How far CNP's side is with a line.</summary>
public enum SimulatedLineState
{
    /// <summary>The inquiry was taken; the Third Party has accepted no callback about the line.</summary>
    Waiting = 1,

    /// <summary>The inquiry was refused as a whole.</summary>
    Refused,

    /// <summary>The Third Party accepted that the line is in process.</summary>
    Validated,

    /// <summary>The Third Party accepted that the line failed.</summary>
    Failed,

    /// <summary>The Third Party accepted data.</summary>
    Delivered,

    /// <summary>The Third Party accepted that there is no data.</summary>
    NoData,
}
