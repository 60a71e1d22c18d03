namespace Uhit.Client.Wire.Reference;

/// <summary>Hands the verdicts of a validation to the sink as they are read.</summary>
internal sealed class ValidationHandler(ICallbackSink sink) : Generated.INotifyValidationHandler
{
    private const string Message = Generated.NotifyValidation.ElementName;

    public void OnNotifyValidation(Generated.NotifyValidation value)
    {
        sink.OnHeader(FromWire.Header(value.Header, Message));
        if (FromWire.Optional<TransactionId>(value.TransactionId, Message, "TransactionId") is { } transactionId)
        {
            sink.OnTransaction(transactionId);
        }
    }

    public void OnResult(Generated.ValidationResult value) => sink.OnValidation(FromWire.Validation(value, Message));

    public void OnNotifyValidationEnd()
    {
    }
}
