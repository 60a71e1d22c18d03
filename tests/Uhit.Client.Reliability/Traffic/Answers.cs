using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Reliability.Traffic;

/// <summary>Reads our answers as CNP would.</summary>
internal static class Answers
{
    /// <summary>Whether it says that this callback was accepted.</summary>
    public static bool IsAccepted(byte[] answer, PlannedCallback callback)
    {
        using var envelope = SoapEnvelope.Open(answer, MessageLimits.Default);
        if (envelope.IsFault)
        {
            return false;
        }

        var acknowledgement = ReferenceWireFormat.Instance.ReadCallbackAnswer(callback.Operation, envelope);
        envelope.ReadToEnd();
        return acknowledgement.Status == AcknowledgementStatus.Accepted && acknowledgement.MessageId == callback.MessageId;
    }
}
