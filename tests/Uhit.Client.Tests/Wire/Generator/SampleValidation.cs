using Uhit.Client.Wire.Reference.Generated;

namespace Uhit.Client.Tests.Wire.Generator;

/// <summary>A validation of two lines: one in process, one failed for two reasons.</summary>
internal static class SampleValidation
{
    public static readonly NotifyValidation Message = new()
    {
        Header = Samples.Header,
        TransactionId = "CNP-77",
        Result =
        [
            new ValidationResult { LineNumber = 1, EsiId = "1008901000000000000001", Status = "Validated" },
            new ValidationResult
            {
                LineNumber = 2,
                EsiId = "10089010000000001",
                Status = "Failed",
                Reason =
                [
                    new ErrorDetail { Code = "A76", Description = "ESI ID not found" },
                    new ErrorDetail { Code = "NEW-CODE", Description = "Unknown to us" },
                ],
            },
        ],
    };
}
