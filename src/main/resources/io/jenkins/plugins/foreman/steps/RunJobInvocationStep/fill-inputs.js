/* Rows of the inputs of a job template: one for each that the template has, required ones marked, secrets as secrets. */
(function () {
  function field(root, name) {
    return root.querySelector("[name='_." + name + "']");
  }

  function item(control) {
    return control.closest(".jenkins-form-item");
  }

  /* Shows the readable field or the secret one, which a row has both of. */
  function showOne(row, secret) {
    item(field(row, "value")).hidden = secret;
    item(field(row, "secretValue")).hidden = !secret;
  }

  /* A secret that is set has a value here too, though not the secret itself. */
  Behaviour.specify(".foreman-job-form .repeated-chunk [name='_.secretValue']", "foreman-input", 0, function (secret) {
    const row = secret.closest(".repeated-chunk");
    if (secret.value !== "") {
      showOne(row, true);
    } else if (field(row, "value").value !== "") {
      showOne(row, false);
    }
  });

  function describe(row, input) {
    const unused = field(row, input.hidden ? "value" : "secretValue");
    if (unused.value === "") {
      showOne(row, input.hidden);
    }
    const used = field(row, input.hidden ? "secretValue" : "value");
    /* A secret may come from credentials instead. */
    used.required = input.required && !input.hidden;
    used.placeholder = input.options.length > 0 ? input.options.join(" | ") : input.description;
    const label = item(used).querySelector(".jenkins-form-label");
    if (label && input.required && !label.dataset.foremanRequired) {
      label.dataset.foremanRequired = "true";
      label.firstChild.after(" *");
    }
  }

  Behaviour.specify(".foreman-fill-inputs", "foreman-fill-inputs", 0, function (button) {
    const form = button.closest(".foreman-job-form");
    const status = form.querySelector(".foreman-fill-inputs-status");

    function rows() {
      return Array.from(form.querySelectorAll(".repeated-chunk")).filter((row) => field(row, "secretValue"));
    }

    /* What the template does not have came from another one, and Foreman would refuse it. */
    function removeOthers(inputs) {
      const names = inputs.map((input) => input.name);
      for (const row of rows()) {
        const name = field(row, "name").value;
        if (!names.includes(name) && !name.includes("$")) {
          row.querySelector(".repeatable-delete").click();
        }
      }
    }

    function fill(inputs) {
      removeOthers(inputs);
      for (const input of inputs) {
        let row = rows().find((each) => field(each, "name").value === input.name);
        if (!row) {
          form.querySelector(".repeatable-add").click();
          row = rows().pop();
          field(row, "name").value = input.name;
          if (!input.hidden) {
            field(row, "value").value = input.value;
          }
        }
        describe(row, input);
      }
      if (inputs.length === 0) {
        status.textContent = button.dataset.none;
      }
    }

    function ask() {
      const asked = new URLSearchParams();
      ["server", "jobTemplate", "feature"].forEach((name) => asked.set(name, field(form, name).value));
      ["organization", "location"].forEach(function (name) {
        const found = findNearBy(button, name);
        asked.set(name, found ? found.value : "");
      });
      return fetch(button.dataset.url, {
        method: "post",
        headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
        body: asked.toString(),
      }).then((response) => response.json());
    }

    button.addEventListener("click", function () {
      button.disabled = true;
      status.textContent = "";
      ask()
        .then(function (reply) {
          if (reply.status === "ok") {
            fill(reply.data);
          } else {
            status.textContent = reply.message;
          }
        })
        .catch(function (error) {
          status.textContent = String(error);
        })
        .then(function () {
          button.disabled = false;
        });
    });
  });
})();
