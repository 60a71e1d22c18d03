using Uhit.Client.Wire.Reference.Generated;

namespace Uhit.Client.Tests.Wire.Generator;

/// <summary>Puts a streamed validation together again.</summary>
internal sealed class ValidationRecorder : INotifyValidationHandler
{
    private readonly List<ValidationResult> _results = [];
    private NotifyValidation? _head;

    public NotifyValidation? Message { get; private set; }

    public void OnNotifyValidation(NotifyValidation value) => _head = value;

    public void OnResult(ValidationResult value) => _results.Add(value);

    public void OnNotifyValidationEnd() =>
        Message = new NotifyValidation { Header = _head!.Header, TransactionId = _head.TransactionId, Result = _results };
}
