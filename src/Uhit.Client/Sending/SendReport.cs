using Uhit.Client.Inquiries;

namespace Uhit.Client.Sending;

/// <summary>How a send of an inquiry ended.</summary>
/// <param name="Outcome">Answered, not sent, refused or uncertain.</param>
/// <param name="Answer">CNP's answer; only where it answered.</param>
/// <param name="Failure">What went wrong; only where it did not answer.</param>
internal sealed record SendReport(SendReportOutcome Outcome, Acknowledgement? Answer, UhitException? Failure)
{
    public static SendReport Answered(Acknowledgement answer) => new(SendReportOutcome.Answered, answer, null);

    public static SendReport NotSent(UhitException failure) => new(SendReportOutcome.NotSent, null, failure);

    public static SendReport Refused(UhitException failure) => new(SendReportOutcome.Refused, null, failure);

    public static SendReport Uncertain(UhitException failure) => new(SendReportOutcome.Uncertain, null, failure);
}
