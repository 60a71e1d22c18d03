namespace Uhit.Client.Simulator.Tests.Support;

/// <summary>How the Third Party of a test answers a callback.</summary>
internal enum Reply
{
    Accept,
    Reject,
    Unavailable,
    Fault,
    Drop,
    AnswerAnotherMessage,
}
