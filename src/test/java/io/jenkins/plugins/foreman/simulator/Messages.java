package io.jenkins.plugins.foreman.simulator;

import java.util.Map;

/** The few texts that come in the language of the request, as the upstream translations have them. */
final class Messages {

    private static final Map<String, Map<String, String>> TEXTS = Map.of(
            "de",
            Map.of(
                    "N/A", "k.A.",
                    "Exit status: %s", "Exit-Status: %s",
                    "Error loading data from proxy", "Fehler die Daten vom Proxy zu laden.",
                    "The job could not be cancelled.", "Auftrag kann nicht abgebrochen werden",
                    "Host with id '%s' was not found", "Host mit ID '%s' nicht gefunden"),
            "fr",
            Map.of(
                    "N/A", "Sans objet",
                    "Exit status: %s", "Statut de sortie : %s",
                    "Error loading data from proxy", "Erreur de chargement des données depuis le proxy",
                    "The job could not be cancelled.", "Le job n'a pas pu être annulé.",
                    "Host with id '%s' was not found", "L'ID d'hôte '%s ' n'a pas été trouvé"));

    private Messages() {}

    static String get(String language, String text) {
        return TEXTS.getOrDefault(language, Map.of()).getOrDefault(text, text);
    }
}
