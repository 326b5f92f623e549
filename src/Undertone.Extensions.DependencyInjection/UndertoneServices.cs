using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Undertone.Recognition.Inference;

namespace Undertone.Extensions.DependencyInjection;

/// <summary>Adds Undertone to the services of an application.</summary>
public static class UndertoneServices
{
    /// <summary>
    /// Adds an <see cref="IEmotionRecognizer"/> that all who ask for it share. Its options are checked when the application starts; its
    /// model is loaded when it is first asked for, and again when the file changes. It logs under the category <c>Undertone</c>, and
    /// <see cref="UndertoneTelemetry"/> names what it traces and measures.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">
    /// Sets options; null for the defaults. A section of a configuration is bound by
    /// <c>services.Configure&lt;UndertoneOptions&gt;(configuration.GetSection("Undertone"))</c>.
    /// </param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddUndertone(this IServiceCollection services, Action<UndertoneOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<UndertoneOptions>().ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UndertoneOptions>, UndertoneOptionsValidator>());
        services.TryAddSingleton<UndertoneTelemetry>();
        services.TryAddSingleton<IEmotionRecognizer, ReloadingRecognizer>();
        return services;
    }
}
