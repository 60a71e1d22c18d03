namespace Uhit.Client.Reliability.Points;

/// <summary>Where, on the way of one callback, the receiver is killed. In
/// <c>docs/explanation/reliability.md</c> each has a row under the same words.</summary>
internal enum KillPoint
{
    None = 0,
    BeforeRead,
    MidBody,
    AfterParse,
    BeforeCommit,
    InCommit,
    AfterCommit,
    BeforeAcknowledgement,
    MidAcknowledgement,
    AfterAcknowledgement,
    BeforeClaim,
    InHandler,
    AfterHandler,
    InCompletion,
    AfterCompletion,
    InTransaction,
    AfterTransaction,
}
