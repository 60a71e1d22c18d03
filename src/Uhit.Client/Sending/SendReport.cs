namespace Uhit.Client.Sending;

/// <summary>How a send of an inquiry ended.</summary>
/// <param name="Outcome">Answered, not sent, refused or uncertain.</param>
/// <param name="Answer">CNP's answer; only where it answered.</param>
/// <param name="Failure">What went wrong; where it answered, the fault that the answer was.</param>
internal sealed record SendReport(SendReportOutcome Outcome, Acknowledgement? Answer, UhitException? Failure)
{
    public static SendReport Answered(Acknowledgement answer) => new(SendReportOutcome.Answered, answer, null);

    /// <summary>A fault that says for good that this send booked nothing.</summary>
    public static SendReport Answered(Acknowledgement refusal, UhitException fault) => new(SendReportOutcome.Answered, refusal, fault);

    public static SendReport NotSent(UhitException failure) => new(SendReportOutcome.NotSent, null, failure);

    public static SendReport Refused(UhitException failure) => new(SendReportOutcome.Refused, null, failure);

    /// <summary>What the report says of an inquiry of which an earlier send may have arrived: a fault then speaks of this send alone. It
    /// may be there because the inquiry is booked.</summary>
    public SendReport AfterOneThatMayHaveArrived() => this is { Answer: not null, Failure: { } fault } ? NotSent(fault) : this;

    public static SendReport Uncertain(UhitException failure) => new(SendReportOutcome.Uncertain, null, failure);
}

/// <summary>How a send of an inquiry ended.</summary>
internal enum SendReportOutcome
{
    /// <summary>With an answer of the contract.</summary>
    Answered,

    /// <summary>No byte of it left, or the contract says of the fault that nothing was taken: it is tried again where the failure may
    /// pass (<see cref="UhitException.IsTransient"/>), and at once final where it can't.</summary>
    NotSent,

    /// <summary>CNP said that it did not take the message, and that the same bytes will fare no better. They
    /// did leave, so it is never called not sent.</summary>
    Refused,

    /// <summary>The message may have arrived.</summary>
    Uncertain,
}
