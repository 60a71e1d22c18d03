namespace Uhit.Client.Reliability.InProcess;

/// <summary>A callback that CNP's side sends: once, or several times.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="RequestId">The inquiry that it names.</param>
/// <param name="MessageId">Its number.</param>
/// <param name="Content">A name for its content: two of the same name mean the same.</param>
/// <param name="Soap11">It in SOAP 1.1.</param>
internal sealed record Callback(UhitOperation Operation, RequestId RequestId, string MessageId, string Content, byte[] Soap11)
{
    /// <summary>What tells it from others.</summary>
    public (UhitOperation Operation, string MessageId) Identity => (Operation, MessageId);
}
